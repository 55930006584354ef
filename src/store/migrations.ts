/**
 * The tables one room of the program owns. Steps are SQL, applied once and in order; a step that has shipped is never
 * edited, a change is a new step at the end.
 */
export interface Tables {
  readonly room: string;
  readonly steps: readonly string[];
}

/** The SQL still to run for each room, given how many steps each has behind it. */
export function pendingSteps(rooms: readonly Tables[], applied: ReadonlyMap<string, number>) {
  return rooms.flatMap(({ room, steps }) =>
    steps.map((sql, index) => ({ room, step: index + 1, sql })).filter(({ step }) => step > (applied.get(room) ?? 0)),
  );
}
