import { setTimeout as pause } from 'node:timers/promises'

const screenCount = 10
/** On the first screen, where one of them is dragged. */
const elementCount = 40
const moves = 200
const movesPerSample = 10
const drags = 3
const moveDelayMs = 16

/**
 * A drag of 200 moves on ten screens against a bare drag of the same picture on the same page: a canvas that follows the
 * pointer by a transform in requestAnimationFrame and does nothing else. A sample is ten moves. The longest task has the
 * pick-up and the drop in it.
 */
export default async function bench(harness) {
  const page = await harness.openAppPage('/')
  await openTenScreens(page)
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable')
  for (const rate of [1, 4]) {
    await client.send('Emulation.setCPUThrottlingRate', { rate })
    const speed = rate === 1 ? 'full CPU' : `CPU throttled ${rate}×`
    const bare = await measureDrags(page, client, startBare)
    const ours = await measureDrags(page, client, startEditor)
    harness.compare({
      name: `Drag on ten screens, scripting of ${movesPerSample} moves (${speed})`,
      subject: { label: 'editor: lifted layer, guides, outline', samples: ours.scriptMs },
      baseline: { label: 'bare transform of the same picture', samples: bare.scriptMs },
      aim: 1.5,
    })
    harness.compare({
      name: `Drag on ten screens, time between frames (${speed}; 16.7 ms are 60 frames a second)`,
      subject: { label: 'editor', samples: ours.frameMs },
      baseline: { label: 'bare', samples: bare.frameMs },
      aim: 1.1,
    })
    harness.report({
      name: `Drag on ten screens, longest task, pick-up and drop included (${speed}; 0: none over 50)`,
      samples: ours.longestMs,
      unit: 'ms',
      aim: 50,
      least: drags,
    })
    harness.report({
      name: `Drag on ten screens, renders of the stage between pick-up and drop (${speed})`,
      samples: ours.renders,
      unit: 'renders',
      aim: 0,
      least: drags,
    })
  }
}

async function openTenScreens(page) {
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\//)
  await page.goto(`${page.url()}?profile=1`)
  const screens = page.locator('[data-artboard]')
  await screens.first().waitFor()
  const bytes = await page.evaluate(drawCapture)
  const files = Array.from({ length: screenCount }, (_, index) => ({
    name: `capture-${index}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(bytes, 'base64'),
  }))
  await page.locator('[data-capture-input]').setInputFiles(files)
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-artboard]').length === count,
    screenCount,
  )
  await page.locator('[data-artboard] canvas[data-painted]').first().waitFor()
  await fillFirstScreen(page)
  await page.evaluate(watchLongTasks)
}

/** Copies of its elements, until there are as many as are wanted. */
async function fillFirstScreen(page) {
  const elements = page.locator('[data-artboard]').first().locator('[data-element-id]')
  await elements.last().click()
  for (let count = await elements.count(); count < elementCount; count = await elements.count()) {
    const isDoubled = count * 2 <= elementCount
    if (isDoubled) await page.keyboard.press('Control+a')
    else await elements.last().focus()
    await page.keyboard.press('Control+d')
    const next = isDoubled ? count * 2 : count + 1
    await page.waitForFunction(
      (wanted) =>
        document.querySelectorAll('[data-artboard]')[0].querySelectorAll('[data-element-id]').length >=
        wanted,
      next,
    )
    if (!isDoubled) await page.keyboard.press('Escape')
  }
}

function watchLongTasks() {
  window.__longTasksMs = []
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.__longTasksMs.push(duration)
  }).observe({ entryTypes: ['longtask'] })
}

/** Runs in the page: a capture of a real device's size with a pattern on it. */
function drawCapture() {
  const canvas = document.createElement('canvas')
  canvas.width = 1320
  canvas.height = 2868
  const context = canvas.getContext('2d')
  for (let row = 0; row < 24; row += 1) {
    context.fillStyle = `hsl(${row * 15} 70% 60%)`
    context.fillRect(0, row * 120, 1320, 120)
    context.fillStyle = '#fff'
    context.font = '64px sans-serif'
    context.fillText(`Row ${row} of a long list`, 60, row * 120 + 80)
  }
  return canvas.toDataURL('image/png').split(',')[1]
}

/** The front device of the first screen. */
const findFrame = (page) =>
  page.locator('[data-artboard]').first().locator('[data-element-type="frame"]').last()

/** The device, at its middle. */
async function startEditor(page) {
  const frame = findFrame(page)
  await frame.scrollIntoViewIfNeeded()
  await frame.focus()
  await frame.click()
  const box = await frame.boundingBox()
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, end: () => page.keyboard.press('Control+z') }
}

/** A canvas with the same pixels over the same place; the editor below gets no events. */
async function startBare(page) {
  const frame = findFrame(page)
  await frame.scrollIntoViewIfNeeded()
  const box = await frame.boundingBox()
  await page.evaluate(({ x, y, width, height }) => {
    const source = document.querySelector('[data-artboard] canvas')
    const paper = source.getBoundingClientRect()
    const density = source.width / paper.width
    const canvas = document.createElement('canvas')
    canvas.id = 'bare'
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    canvas.style.cssText = `position:fixed;z-index:999;left:${x}px;top:${y}px;width:${width}px;height:${height}px;touch-action:none`
    const from = [(x - paper.left) * density, (y - paper.top) * density]
    canvas
      .getContext('2d')
      .drawImage(source, ...from, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height)
    document.body.append(canvas)
    let start
    let latest
    let frameId = 0
    canvas.addEventListener('pointerdown', (event) => {
      start = event
      canvas.setPointerCapture(event.pointerId)
    })
    canvas.addEventListener('pointermove', (event) => {
      if (start === undefined) return
      latest = event
      if (frameId !== 0) return
      frameId = requestAnimationFrame(() => {
        frameId = 0
        const [dx, dy] = [latest.clientX - start.clientX, latest.clientY - start.clientY]
        canvas.style.transform = `translate3d(${dx}px, ${dy}px, 0)`
      })
    })
    canvas.addEventListener('pointerup', () => {
      start = undefined
    })
  }, box)
  return {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    end: () => page.evaluate(() => document.querySelector('#bare').remove()),
  }
}

async function measureDrags(page, client, start) {
  const [scriptMs, frameMs, longestMs, renders] = [[], [], [], []]
  for (let drag = 0; drag < drags; drag += 1) {
    const { x, y, end } = await start(page)
    await page.mouse.move(x, y)
    // What the selection set off is over.
    await pause(500)
    await page.evaluate(() => {
      window.__longTasksMs.length = 0
    })
    const rendersBefore = await page.evaluate(readRenders)
    await page.mouse.down()
    // The first move creates the drag layer; the drag proper is measured.
    await page.mouse.move(x + 6, y + 6)
    await page.evaluate(watchFrames)
    for (let sample = 0; sample < moves / movesPerSample; sample += 1) {
      const before = await readScriptMs(client)
      await moveOn(client, { x, y }, sample)
      scriptMs.push((await readScriptMs(client)) - before)
    }
    frameMs.push(...(await page.evaluate(() => window.__frameTimesMs)))
    renders.push((await page.evaluate(readRenders)) - rendersBefore)
    await page.mouse.up()
    await pause(700)
    longestMs.push(await page.evaluate(() => Math.max(0, ...window.__longTasksMs)))
    await end()
    await pause(300)
  }
  return { scriptMs, frameMs, longestMs, renders }
}

const readRenders = () => window.__appframesProfile.stageRenders

function watchFrames() {
  window.__frameTimesMs = []
  const times = window.__frameTimesMs
  let last = performance.now()
  const next = (now) => {
    if (window.__frameTimesMs !== times) return
    times.push(now - last)
    last = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

async function moveOn(client, { x, y }, sample) {
  const sent = []
  for (let move = 0; move < movesPerSample; move += 1) {
    const step = sample * movesPerSample + move
    const at = { x: x + 6 + step * 0.6, y: y + 6 + step * 0.4 }
    sent.push(
      client.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, button: 'left', buttons: 1 }),
    )
    await pause(moveDelayMs)
  }
  await Promise.all(sent)
}

async function readScriptMs(client) {
  const { metrics } = await client.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000
}
