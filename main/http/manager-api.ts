import { changesResponseSchema, listResponseSchema } from '../../contract/api.ts'
import type { ChangesResponse, ListResponse } from '../../contract/api.ts'
import { createCall } from './call.ts'
import type { ApiOptions } from './call.ts'

/** What a manager's desk may ask of the server besides what any desk may. Its methods throw as Api's do. */
export interface ManagerApi {
  /** The list of a day as it stood at an instant. 404 where the log does not hold that moment. */
  listAsOf(businessId: number, day: string, at: string): Promise<ListResponse>
  changes(businessId: number, since: number): Promise<ChangesResponse>
}

export function createManagerApi(options: ApiOptions): ManagerApi {
  const call = createCall(options)
  return {
    listAsOf: (businessId, day, at) =>
      call('GET', 'api/reservas', listResponseSchema, { query: { businessId, date: day, at } }),
    changes: (businessId, since) =>
      call('GET', 'api/reservas/changes', changesResponseSchema, { query: { businessId, since } }),
  }
}
