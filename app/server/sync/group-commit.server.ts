/** While so many transactions of edits run, others wait to be one transaction together. */
const MAX_RUNNING = 2
/** Rows of an account stay locked until the last of its group has been checked. */
const MAX_GROUP = 32
/** An edit that takes longer, for example because it waits for its account's row, holds nobody else up. */
const SLOW_MS = 50

export type GroupMember = { accountId: string }

export type GroupCommit<Member extends GroupMember, Outcome> = {
  /** Resolves when the member is committed, alone or with others. */
  run(member: Member): Promise<Outcome>
}

type Waiting<Member, Outcome> = {
  member: Member
  resolve: (outcome: Outcome | PromiseLike<Outcome>) => void
}

/**
 * Edits of different accounts that arrive while the database is busy share one transaction: its trips and its flush are
 * paid once. An edit that finds the database idle is committed at once.
 *
 * `commitGroup`: one member of each account; its promises settle when the group is over, so `undefined` means that the
 * member was not part of it and is committed alone.
 */
export function createGroupCommit<Member extends GroupMember, Outcome>(options: {
  commitAlone: (member: Member) => Promise<Outcome>
  commitGroup: (members: readonly Member[]) => Promise<readonly (Outcome | undefined)[]>
}): GroupCommit<Member, Outcome> {
  const { commitAlone, commitGroup } = options
  let running = 0
  let waiting: Waiting<Member, Outcome>[] = []

  /** One of each account: a second one would have to see what the first has written. */
  function takeGroup(): Waiting<Member, Outcome>[] {
    const accounts = new Set<string>()
    const group: Waiting<Member, Outcome>[] = []
    const rest: Waiting<Member, Outcome>[] = []
    for (const one of waiting) {
      const isTaken = group.length < MAX_GROUP && !accounts.has(one.member.accountId)
      if (isTaken) accounts.add(one.member.accountId)
      ;(isTaken ? group : rest).push(one)
    }
    waiting = rest
    return group
  }

  function startNext(): void {
    while (running < MAX_RUNNING && waiting.length > 0) void occupy(start(takeGroup()))
  }

  async function start(group: readonly Waiting<Member, Outcome>[]): Promise<void> {
    const [only] = group
    if (group.length === 1 && only !== undefined) return settle(only)
    const outcomes = await commitGroup(group.map(({ member }) => member)).catch(() => [])
    // Whatever failed fails, or succeeds, for each member by itself.
    group.forEach((one, index) => {
      const outcome = outcomes[index]
      if (outcome === undefined) void settle(one)
      else one.resolve(outcome)
    })
  }

  /** A rejection is that of the member. */
  async function settle({ member, resolve }: Waiting<Member, Outcome>): Promise<void> {
    const committing = commitAlone(member)
    resolve(committing)
    await committing.catch(() => undefined)
  }

  async function occupy(work: Promise<void>): Promise<void> {
    running += 1
    let timer: NodeJS.Timeout | undefined
    const slow = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SLOW_MS)
    })
    await Promise.race([work, slow])
    clearTimeout(timer)
    running -= 1
    startNext()
  }

  return {
    run: (member) =>
      new Promise<Outcome>((resolve) => {
        waiting.push({ member, resolve })
        startNext()
      }),
  }
}
