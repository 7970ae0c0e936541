import { Problem } from './comment-form.tsx'

/** The link is unknown, over, revoked or opened too often: one sentence, and nothing of the project. */
export function ClosedPage({ title, message }: { title: string; message: string }) {
  return (
    <main className="single">
      <h1>{title}</h1>
      <p className="lead">{message}</p>
    </main>
  )
}

export function LockedPage({ token, error }: { token: string; error?: string | undefined }) {
  return (
    <main className="single">
      <h1>This review has a password</h1>
      <p className="lead">The person who sent you the link knows it.</p>
      <form className="write" method="post" action={`/r/${token}`}>
        <Problem error={error} />
        <label>
          Password
          {/* biome-ignore lint/a11y/noAutofocus: the page has nothing else to do */}
          <input type="password" name="password" required maxLength={200} autoComplete="off" autoFocus />
        </label>
        <button type="submit" className="primary">
          See the pictures
        </button>
      </form>
    </main>
  )
}
