/** Who is signed in, as the chrome shows it. `undefined` everywhere means signed out. */
export type Account = { name: string; email: string }
