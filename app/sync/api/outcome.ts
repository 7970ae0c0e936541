/** Nothing was decided, and the queue is untouched. */
export type Failure =
  /** No network, or nobody who speaks as our server does (S23); a proxy before it may say how long to wait. */
  | { kind: 'offline'; retryAfterMs?: number }
  | { kind: 'later'; retryAfterMs?: number }
  | { kind: 'signed-out' }
  | { kind: 'outdated' }
  /** The store of this device failed; the edits are safe or still shown as unsaved. */
  | { kind: 'disk' }

/** The outcome of a request to our server. */
export type Outcome<Value> =
  | { kind: 'ok'; value: Value }
  /** Our server has no such thing. */
  | { kind: 'missing' }
  /** Our server read the request and does not accept it; the message is for the user. */
  | Refusal
  | Exclude<Failure, { kind: 'disk' }>

export type Refusal = { kind: 'refused'; status: number; code: string; message: string }
