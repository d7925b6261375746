/**
 * Works on one item after the other, and begins with each while who asked deals with the one before it: what of the work
 * is done elsewhere is done meanwhile.
 *
 * @yields each item with what became of it, in their order
 */
export async function* oneAhead<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const begin = (at: number): Promise<readonly [Item, Result]>[] =>
    items.slice(at, at + 1).map(async (item) => [item, await work(item)] as const);
  let [current] = begin(0);
  for (let at = 1; current !== undefined; at += 1) {
    const [next] = begin(at);
    // Its turn to be told comes: until then nobody waits for it.
    next?.catch(() => undefined);
    yield await current;
    current = next;
  }
}
