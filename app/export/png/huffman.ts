/** Code lengths for the symbols' frequencies, none longer than `maxBits`; 0 for symbols that do not occur. */
export function planCodeLengths(frequencies: Uint32Array, maxBits: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length)
  const used: number[] = []
  for (let symbol = 0; symbol < frequencies.length; symbol++) if (frequencies[symbol]) used.push(symbol)
  // A decoder may reject a code with a single symbol, so there are always two.
  for (let symbol = 0; used.length < 2; symbol++) if (!used.includes(symbol)) used.push(symbol)
  used.sort((a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b)

  const depths = planDepths(used.map((symbol) => Math.max(frequencies[symbol] ?? 0, 1)))
  const perLength = countLimited(depths, maxBits)
  // The rarest symbols take the longest codes.
  let next = 0
  for (let bits = maxBits; bits > 0; bits--) {
    for (let count = perLength[bits] ?? 0; count > 0; count--) lengths[used[next++] ?? 0] = bits
  }
  return lengths
}

/** Depths in the Huffman tree of ascending weights, by two queues: the leaves, and the joined nodes as they arise. */
function planDepths(weights: readonly number[]): number[] {
  const leaves = weights.length
  const total = 2 * leaves - 1
  const weight = [...weights]
  const parent = new Int32Array(total)
  let leaf = 0
  let joined = leaves
  const takeLightest = (): number => {
    const joinedWeight = weight[joined]
    const leafWeight = weight[leaf]
    if (leaf < leaves && (joinedWeight === undefined || (leafWeight ?? 0) <= joinedWeight)) return leaf++
    return joined++
  }
  for (let node = leaves; node < total; node++) {
    const first = takeLightest()
    const second = takeLightest()
    weight[node] = (weight[first] ?? 0) + (weight[second] ?? 0)
    parent[first] = node
    parent[second] = node
  }
  const depth = new Array<number>(total).fill(0)
  for (let node = total - 2; node >= 0; node--) depth[node] = (depth[parent[node] ?? 0] ?? 0) + 1
  return depth.slice(0, leaves)
}

/**
 * The number of codes of each length: too long ones are cut to `maxBits`, shorter ones lengthened until the code is
 * complete again.
 */
function countLimited(depths: readonly number[], maxBits: number): Uint32Array {
  const perLength = new Uint32Array(maxBits + 1)
  for (const depth of depths)
    perLength[Math.min(depth, maxBits)] = (perLength[Math.min(depth, maxBits)] ?? 0) + 1
  let space = 0
  for (let bits = 1; bits <= maxBits; bits++) space += (perLength[bits] ?? 0) * 2 ** (maxBits - bits)
  for (; space > 2 ** maxBits; space--) {
    let bits = maxBits - 1
    while (!perLength[bits]) bits--
    perLength[bits] = (perLength[bits] ?? 0) - 1
    perLength[bits + 1] = (perLength[bits + 1] ?? 0) + 2
    perLength[maxBits] = (perLength[maxBits] ?? 0) - 1
  }
  return perLength
}

/** Canonical codes with their bits reversed, as deflate sends them lowest bit first. */
export function planCodes(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length)
  let code = 0
  for (let bits = 1; bits <= 15; bits++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === bits) codes[symbol] = reverseBits(code++, bits)
    }
    code <<= 1
  }
  return codes
}

function reverseBits(value: number, bits: number): number {
  let reversed = 0
  for (let bit = 0; bit < bits; bit++) reversed |= ((value >>> bit) & 1) << (bits - 1 - bit)
  return reversed
}
