import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { darkTokens, lightTokens, planCssVariables } from './tokens.ts'

const blue: MantineColorsTuple = [
  '#edf3ff',
  '#dbe6ff',
  '#b9cfff',
  '#8fb4ff',
  '#5f8ffa',
  '#3868ee',
  lightTokens.accent,
  lightTokens.accentHover,
  '#1a46b0',
  '#163a8f',
]

const red: MantineColorsTuple = [
  lightTokens.dangerSoft,
  '#fbdede',
  '#f5bcbc',
  darkTokens.danger,
  '#e66767',
  darkTokens.dangerFill,
  lightTokens.dangerFill,
  '#b22323',
  '#961d1d',
  '#7a1818',
]

const gray: MantineColorsTuple = [
  '#f7f7f9',
  lightTokens.well,
  lightTokens.hairline,
  '#dcdce2',
  lightTokens.hairlineStrong,
  '#a5a5b0',
  lightTokens.textMuted,
  '#4c4c57',
  '#33333b',
  lightTokens.text,
]

/** Mantine reads 0–2 as text, 4 as borders, 6 as raised surfaces, 7 as the page. */
const dark: MantineColorsTuple = [
  darkTokens.text,
  '#c6c6cf',
  darkTokens.textMuted,
  '#767683',
  darkTokens.hairlineStrong,
  darkTokens.hover,
  darkTokens.surface,
  darkTokens.page,
  '#0a0a0c',
  '#060608',
]

const fontFamily = "'Inter Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
const quick = { duration: 120, timingFunction: 'ease-out' } as const
const popup = {
  shadow: 'md',
  radius: 'md',
  transitionProps: { ...quick, transition: 'fade-up' },
} as const

/** Mantine's `<header>` would be a banner of the page. */
const headOfDialog = { header: { role: 'presentation' } } as const

/** Pages are 15 px (`md`), the editor 13 px (`sm`); spacing is an 8 px grid. */
export const theme = createTheme({
  fontFamily,
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 5 },
  colors: { blue, red, gray, dark },
  black: lightTokens.text,
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontFamily,
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.3' },
      h3: { fontSize: '17px', lineHeight: '1.35' },
      h4: { fontSize: '15px', lineHeight: '1.4' },
      h5: { fontSize: '13px', lineHeight: '1.4' },
      h6: { fontSize: '12px', lineHeight: '1.4' },
    },
  },
  shadows: {
    xs: '0 1px 2px rgb(0 0 0 / 6%)',
    sm: '0 1px 2px rgb(0 0 0 / 6%), 0 2px 6px rgb(0 0 0 / 5%)',
    md: '0 1px 2px rgb(0 0 0 / 6%), 0 8px 24px rgb(0 0 0 / 12%)',
    lg: '0 2px 4px rgb(0 0 0 / 6%), 0 16px 40px rgb(0 0 0 / 16%)',
    xl: '0 4px 8px rgb(0 0 0 / 8%), 0 24px 64px rgb(0 0 0 / 22%)',
  },
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        closeDelay: 0,
        offset: 6,
        radius: 'sm',
        events: { hover: true, focus: true, touch: false },
        transitionProps: { ...quick, transition: 'fade' },
      },
    },
    Menu: { defaultProps: { ...popup, offset: 4, trapFocus: true, returnFocus: true } },
    Popover: { defaultProps: { ...popup, offset: 6, trapFocus: true, returnFocus: true } },
    HoverCard: { defaultProps: popup },
    Combobox: { defaultProps: { ...popup, offset: 4 } },
    Select: {
      defaultProps: { size: 'sm', comboboxProps: { ...popup, offset: 4 }, checkIconPosition: 'right' },
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        padding: 'lg',
        shadow: 'xl',
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 150, timingFunction: 'ease-out', transition: 'pop' },
        closeButtonProps: { 'aria-label': 'Close', size: 'md' },
        attributes: headOfDialog,
      },
    },
    Drawer: {
      defaultProps: {
        transitionProps: { duration: 180, timingFunction: 'ease-out' },
        attributes: headOfDialog,
      },
    },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { size: 32, variant: 'subtle', color: 'gray' } },
    Notification: { defaultProps: { radius: 'md' } },
  },
})

/** The scheme's tokens as CSS variables, and Mantine's own variables mapped to them. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--ui-motion-fast': '120ms',
    '--ui-motion': '160ms',
    '--ui-ease': 'cubic-bezier(0.2, 0, 0, 1)',
  },
  light: {
    ...planCssVariables(lightTokens),
    '--mantine-color-body': lightTokens.page,
    '--mantine-color-dimmed': lightTokens.textMuted,
    '--mantine-color-anchor': lightTokens.accentText,
    '--mantine-color-default-border': lightTokens.hairlineStrong,
    '--mantine-color-error': lightTokens.danger,
    '--mantine-color-placeholder': '#6d6d79',
  },
  dark: {
    ...planCssVariables(darkTokens),
    '--mantine-color-body': darkTokens.page,
    '--mantine-color-dimmed': darkTokens.textMuted,
    '--mantine-color-anchor': darkTokens.accentText,
    '--mantine-color-default': darkTokens.surface,
    '--mantine-color-default-hover': darkTokens.hover,
    '--mantine-color-default-border': darkTokens.hairlineStrong,
    '--mantine-color-error': darkTokens.danger,
    '--mantine-color-placeholder': '#8a8a96',
  },
})
