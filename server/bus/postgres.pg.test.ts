import { startPostgres } from '../testing/postgres.ts'
import { describeBus } from './contract.ts'
import { postgresBus } from './postgres.ts'

describeBus(async () => {
  const postgres = await startPostgres()
  const url = await postgres.createDatabase()
  return { ...postgres, open: (sleeper) => postgresBus(url, sleeper) }
})
