import { afterAll } from 'vitest'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { describeGuestDays } from './contract.ts'

let postgres: Promise<TestPostgres> | undefined
afterAll(async () => (await postgres)?.remove())

describeGuestDays('PostgreSQL', async () => {
  postgres ??= startPostgres()
  return (await postgres).createDatabase()
})
