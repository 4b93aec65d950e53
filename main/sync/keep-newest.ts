/** Lets go of the oldest where there are more than so many. */
export function keepNewest(map: Map<string, unknown>, most: number): void {
  for (const id of map.keys()) {
    if (map.size <= most) break
    map.delete(id)
  }
}
