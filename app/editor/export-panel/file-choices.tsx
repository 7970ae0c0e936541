import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import type { FileFormat } from '#app/export/file-format.ts'
import { type FileLayoutId, fileLayouts, findFileLayout } from '#app/export/file-layouts.ts'
import { findPatternFault } from '#app/export/file-pattern.ts'
import classes from './export-panel.module.css'
import type { ExportSetup } from './use-export-setup.ts'

type FileChoicesProps = { setup: ExportSetup; onChange: (patch: Partial<ExportSetup>) => void }

/** The tool whose folders are written, and the format of the files. */
export function FileChoices({ setup, onChange }: FileChoicesProps) {
  const { layout, pattern, format, quality } = setup
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Files</legend>
      <div className={classes.fields}>
        <NativeSelect
          className={classes.wide}
          label="Folders for"
          description={
            layout === 'plain' ? undefined : <span translate="no">{findFileLayout(layout)?.example}</span>
          }
          inputWrapperOrder={['label', 'input', 'description']}
          data={fileLayouts.map(({ id, name }) => ({ value: id, label: name }))}
          value={layout}
          onChange={({ currentTarget }) => onChange({ layout: currentTarget.value as FileLayoutId })}
        />
        {layout === 'plain' && (
          <TextInput
            className={classes.wide}
            label="Pattern"
            description="{locale}, {size}, {number}, {name}, {store}; a slash makes a folder."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            spellCheck={false}
            value={pattern}
            error={findPatternFault(pattern)}
            onChange={({ currentTarget }) => onChange({ pattern: currentTarget.value })}
          />
        )}
        <NativeSelect
          label="Format"
          data={[
            { value: 'png', label: 'PNG, exact' },
            { value: 'jpeg', label: 'JPEG, smaller' },
          ]}
          value={format}
          onChange={({ currentTarget }) => onChange({ format: currentTarget.value as FileFormat })}
        />
        {format === 'jpeg' && (
          <NumberInput
            label="Quality"
            suffix=" %"
            min={50}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            value={quality}
            onChange={(value) => onChange({ quality: Number(value) || quality })}
          />
        )}
      </div>
    </fieldset>
  )
}
