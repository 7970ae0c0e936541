import { data } from 'react-router'

export function loader() {
  throw data(null, { status: 404, statusText: 'Not Found' })
}

/** Offline there is no other 404; without this the shell would hydrate a page that exists nowhere (React error 418). */
export function clientLoader() {
  throw data(null, { status: 404, statusText: 'Not Found' })
}

export default function NotFoundPage() {
  return null
}
