/** Whether a database is on PostgreSQL; what is not is the path of an SQLite file. */
export function isPostgresUrl(location: string): boolean {
  return /^postgres(ql)?:\/\/./i.test(location) && URL.canParse(location)
}

/** A database as it may be told and logged: without its password. */
export function describeLocation(location: string): string {
  if (!isPostgresUrl(location)) return location
  const { host, pathname } = new URL(location)
  return `postgres://${host}${pathname}`
}
