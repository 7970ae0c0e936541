import type { PanelName } from '../state/selection-state.ts'

/** The parts of the editor that commands open. */
export interface CommandHost {
  showKeys(): void
  showPalette(): void
  showPreview(): void
  showExport(): void
  showPanel(panel: PanelName): void
  setTheme(theme: 'light' | 'dark' | 'auto'): void
}
