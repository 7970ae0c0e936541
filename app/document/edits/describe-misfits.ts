import { listNames } from '../model/list-names.ts'

/** A capture whose pixels are those of no device: in the closest frame, or `undefined` in a plain one. */
export type Misfit = { name: string; widthPx: number; heightPx: number; deviceName: string | undefined }

/** A sentence for each size and frame: captures of one size have one reason and one remedy. */
export function describeMisfits(misfits: readonly Misfit[]): readonly string[] {
  const groups = new Map<string, Misfit[]>()
  for (const misfit of misfits) {
    const key = `${misfit.widthPx} × ${misfit.heightPx} ${misfit.deviceName ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), misfit])
  }
  return [...groups.values()].map(describeGroup)
}

function describeGroup(group: readonly Misfit[]): string {
  const { widthPx, heightPx, deviceName } = group[0] as Misfit
  const which = `${listNames(group.map(({ name }) => name))} (${widthPx} × ${heightPx} px)`
  const isOne = group.length === 1
  if (deviceName === undefined) {
    return `No device fits ${which}, so ${isOne ? 'it sits' : 'they sit'} in a plain rounded frame. Use ${isOne ? 'a capture' : 'captures'} taken on the device itself to get its frame.`
  }
  return isOne
    ? `${which} does not have the exact size of any device. It sits in the closest frame (${deviceName}), which crops its edge a little.`
    : `${which} do not have the exact size of any device. They sit in the closest frame (${deviceName}), which crops their edges a little.`
}
