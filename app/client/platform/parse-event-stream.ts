/**
 * Cuts a text/event-stream (https://html.spec.whatwg.org/multipage/server-sent-events.html) into the data of its events.
 * Pieces may end anywhere. Comments (heartbeats), names, ids and retry hints are read over: nobody here needs them.
 */
export function createEventParser(onData: (data: string) => void): (piece: string) => void {
  let rest = ''
  let data: string[] = []

  function readLine(line: string): void {
    if (line === '') {
      if (data.length > 0) onData(data.join('\n'))
      data = []
    } else if (line === 'data' || line.startsWith('data:')) {
      data.push(line.slice(5).replace(/^ /, ''))
    }
  }

  return (piece) => {
    const text = rest + piece
    // A carriage return at the very end may be the first half of a line break.
    const end = text.endsWith('\r') ? text.length - 1 : text.length
    const lines = text.slice(0, end).split(/\r\n|\n|\r/)
    rest = (lines.pop() ?? '') + text.slice(end)
    for (const line of lines) readLine(line)
  }
}
