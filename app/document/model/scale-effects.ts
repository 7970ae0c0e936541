import type { Effects } from './effects-schema.ts'

/** Every length of the effects times `by`; shares and colours stay. */
export function scaleEffects(effects: Effects, by: number): Effects {
  const { glow, outline, reflection, contactShadow, blur } = effects
  return {
    ...effects,
    ...(glow && { glow: { ...glow, blur: glow.blur * by } }),
    ...(outline && { outline: { ...outline, width: outline.width * by } }),
    ...(reflection && { reflection: { ...reflection, gap: reflection.gap * by } }),
    ...(contactShadow && { contactShadow: { ...contactShadow, height: contactShadow.height * by } }),
    ...(blur !== undefined && { blur: blur * by }),
  }
}
