import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.server.ts'

type Member = { accountId: string; name: string }

/** Commits that last until they are released. */
function createCommits() {
  const begun: { names: string[]; release: (fails?: boolean) => void }[] = []
  const commit = <Outcome>(members: readonly Member[], outcome: Outcome) =>
    new Promise<Outcome>((resolve, reject) => {
      const release = (fails = false) => (fails ? reject(new Error('failed')) : resolve(outcome))
      begun.push({ names: members.map(({ name }) => name), release })
    })
  return {
    begun,
    names: () => begun.map(({ names }) => names),
    queue: createGroupCommit<Member, string>({
      commitAlone: (member) => commit([member], `${member.name} alone`),
      commitGroup: (members) =>
        commit(
          members,
          members.map(({ name }) => (name.startsWith('odd') ? undefined : `${name} together`)),
        ),
    }),
  }
}

const member = (name: string, accountId = name): Member => ({ accountId, name })
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('an edit that finds the database idle is committed at once, alone', async () => {
  const { queue, names, begun } = createCommits()
  const one = queue.run(member('a'))
  expect(names()).toEqual([['a']])
  begun[0]?.release()
  expect(await one).toBe('a alone')
})

test('those that come meanwhile are committed together, and what is not part of it alone', async () => {
  const { queue, names, begun } = createCommits()
  const all = ['a', 'b', 'c', 'odd', 'd'].map((name) => queue.run(member(name)))
  expect(names()).toEqual([['a'], ['b']])
  begun[0]?.release()
  await settle()
  expect(names().at(-1)).toEqual(['c', 'odd', 'd'])
  begun[2]?.release()
  await settle()
  expect(names().at(-1)).toEqual(['odd'])
  for (const { release } of begun) release()
  expect(await Promise.all(all)).toEqual(['a alone', 'b alone', 'c together', 'odd alone', 'd together'])
})

test('two of one account follow each other', async () => {
  const { queue, names, begun } = createCommits()
  void Promise.all(
    [member('a'), member('b'), member('c1', 'c'), member('c2', 'c'), member('d')].map(queue.run),
  )
  begun[0]?.release()
  await settle()
  expect(names().at(-1)).toEqual(['c1', 'd'])
  begun[1]?.release()
  await settle()
  expect(names().at(-1)).toEqual(['c2'])
})

test('a group that fails is committed one by one, and each gets its own outcome', async () => {
  const { queue, names, begun } = createCommits()
  const all = ['a', 'b', 'c', 'd'].map((name) => queue.run(member(name)))
  begun[0]?.release()
  await settle()
  begun[2]?.release(true)
  await settle()
  expect(names().slice(3)).toEqual([['c'], ['d']])
  begun[1]?.release()
  begun[3]?.release(true)
  begun[4]?.release()
  const settled = await Promise.allSettled(all)
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

test('a commit that takes long holds up nobody', async () => {
  const { queue, names } = createCommits()
  void Promise.all(['a', 'b', 'c'].map((name) => queue.run(member(name))))
  await expect.poll(names).toEqual([['a'], ['b'], ['c']])
})
