/** Where what is said: NATS lets an edge speak below `pw.up.ITS-NAME` alone, and hear below `pw.cmd.ITS-NAME`. */
export const subjectsOf = {
  /** What the hub tells everybody. */
  all: 'pw.hub.all',
  /** What an edge says to the hub, and asks of it; `*` for all of them. */
  up: (edge: string) => ({
    hello: `pw.up.${edge}.hello`,
    facts: `pw.up.${edge}.facts`,
    link: `pw.up.${edge}.link`,
    unlink: `pw.up.${edge}.unlink`,
    role: `pw.up.${edge}.role`,
    discuss: `pw.up.${edge}.discuss`,
    view: `pw.up.${edge}.view`,
    board: `pw.up.${edge}.board`,
  }),
  /** What the hub asks of an edge. */
  down: (edge: string) => ({
    suggest: `pw.cmd.${edge}.suggest`,
    form: `pw.cmd.${edge}.form`,
    say: `pw.cmd.${edge}.say`,
    picture: `pw.cmd.${edge}.picture`,
    doctor: `pw.cmd.${edge}.doctor`,
  }),
} as const;
