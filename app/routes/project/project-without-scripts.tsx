import { ErrorPage } from '#app/ui/error-page.tsx'
import type { ProjectSummary } from './data.server.ts'

/** A project's page without JavaScript: its texts, and the two actions that need no canvas. */
export function ProjectWithoutScripts({ summary }: { summary: ProjectSummary | undefined }) {
  return (
    <noscript>
      {summary === undefined ? (
        <ErrorPage title="This project cannot be shown without JavaScript">
          It is not in an account that is signed in here. Projects that are only on this device open when
          JavaScript is on.
        </ErrorPage>
      ) : (
        <Summary summary={summary} />
      )}
    </noscript>
  )
}

function Summary({ summary }: { summary: ProjectSummary }) {
  return (
    <main>
      <p>
        <a href="/">All projects</a>
      </p>
      <h1>{summary.name}</h1>
      <p>Designing and exporting need JavaScript. This is what the project holds.</p>
      {summary.sizes.map((size) => (
        <section key={size.name}>
          <h2>{size.name}</h2>
          <ol>
            {size.screens.map((screen) => (
              <li key={screen.id}>
                <h3>{screen.name}</h3>
                {screen.captions.map((caption) => (
                  <p key={caption}>{caption}</p>
                ))}
              </li>
            ))}
          </ol>
        </section>
      ))}
      <form method="post">
        <label>
          Name <input name="name" defaultValue={summary.name} maxLength={200} required />
        </label>{' '}
        <button type="submit" name="intent" value="rename">
          Rename
        </button>
      </form>
      <form method="post">
        <button type="submit" name="intent" value="delete">
          Delete project
        </button>
      </form>
    </main>
  )
}
