export const usage = `appframes: store screenshots from a project file, without a browser and without a network.

  appframes list <file.appframes> [--json]
      Sizes, languages, screens and devices.
  appframes check <file.appframes> [--json]
      The pre-flight of the export.
  appframes export <file.appframes> --out DIR [--layout NAME] [--pattern TEXT] [--format png|jpeg] [--quality N]
                   [--engine skia|chromium] [--manifest] [--prune] [--dry-run] [--json]
      The pictures. Layouts: fastlane (deliver and supply together, the default), deliver, supply, gpp,
      display-type, plain (by a pattern, such as {locale}/{size}/{number}-{name}).
      --engine chromium draws in an installed Chromium, with the very bytes of the browser's export.
      Pictures of before that the project does not have any more are named; --prune removes them.
  appframes captions pull <file.appframes> --format csv|json|xcstrings [--locales x,y] [--out FILE]
      The captions, to standard output or a file. A string catalogue that is there is updated.
  appframes captions push <file.appframes> --format csv|json|xcstrings [--from FILE] [--add-locales x,y]
                          [--empty keep|remove] [--out FILE] [--dry-run] [--json]
      Translated captions, from standard input or a file, into the project. --empty remove: an empty cell removes
      a translation; else it changes nothing.
  appframes captures <file.appframes> DIR [--out FILE] [--dry-run] [--json]
      New captures into the screens: language from folder or name, screen from the number, size from the pixels.
  appframes new DIR [--template NAME] [--name NAME] [--out FILE] [--force] [--json]
      A designed project from a folder of captures; --force replaces a file that is there.
  appframes diff <dirA> <dirB> [--json]
      Which pictures of two exports differ.

Choose pictures, for check and export (--project everywhere):
  --sizes a,b     ids of sizes, such as iphone-69
  --locales x,y   languages, such as en-US
  --screens 1,3   numbers of screens
  --project NAME  the project, in a file with several

Exit codes: 0 done, 1 findings, 2 wrong usage or bad input, 3 done in part.
`
