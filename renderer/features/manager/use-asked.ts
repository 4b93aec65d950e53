import { useCallback, useEffect, useRef, useState } from 'react'
import { answered } from '../../answered.ts'

type Answer<T> = { ok: true; value: T } | { ok: false; problem: { code: string } }

export interface Asked<T> {
  /** The last answer: what was true a moment ago is better than nothing. */
  value: T | undefined
  /** Why the last question had no answer; `null` where it had one. */
  problem: string | null
  /** Asks again at once. */
  again: () => Promise<void>
}

/**
 * Asks main when the screen opens, and again every so often while it is open. `ask` is another function where
 * something else is asked for: what was known of the first is forgotten then.
 */
export function useAsked<T>(ask: () => Promise<Answer<T>>, everyMs?: number): Asked<T> {
  const [state, setState] = useState<{ of: typeof ask; value?: T; problem: string | null }>({
    of: ask,
    problem: null,
  })
  /** The question that counts; an answer to an earlier one that comes late is not listened to. */
  const asked = useRef(0)

  const again = useCallback(async () => {
    const mine = ++asked.current
    const answer = await answered(ask())
    if (mine !== asked.current) return
    setState((before) => {
      if (answer.ok) return { of: ask, value: answer.value, problem: null }
      return { ...(before.of === ask ? before : {}), of: ask, problem: answer.problem.code }
    })
  }, [ask])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let open = true
    const next = async () => {
      await again()
      if (open && everyMs !== undefined) timer = setTimeout(() => void next(), everyMs)
    }
    void next()
    return () => {
      open = false
      asked.current += 1
      clearTimeout(timer)
    }
  }, [again, everyMs])

  return state.of === ask
    ? { value: state.value, problem: state.problem, again }
    : { value: undefined, problem: null, again }
}
