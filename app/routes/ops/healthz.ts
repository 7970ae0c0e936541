/** The process is alive; says nothing about what it depends on. */
export const loader = () => Response.json({ status: 'alive' }, { headers: { 'cache-control': 'no-store' } })
