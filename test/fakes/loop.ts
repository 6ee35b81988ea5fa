/** How often the event loop turned while something was worked on: a count, for time on a busy machine says nothing. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const turn = () => {
    turns++;
    // Twenty milliseconds apart at the least: many turns in a row at the end would look like many along the way.
    if (!over) setTimeout(turn, 20);
  };
  setTimeout(turn, 20);
  try {
    await work();
  } finally {
    over = true;
  }
  return turns;
}
