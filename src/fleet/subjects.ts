/**
 * The subjects of talk. Here NATS lets an edge publish only below `pw.up.ITS-NAME`, and subscribe only below
 * `pw.cmd.ITS-NAME` and to `pw.hub.all`.
 */
export const subjectsOf = {
  /** The hub's broadcast. */
  all: 'pw.hub.all',
  /** What an edge sends to the hub and asks it; `*` for all edges. */
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
  /** What the hub asks an edge. */
  down: (edge: string) => ({
    suggest: `pw.cmd.${edge}.suggest`,
    form: `pw.cmd.${edge}.form`,
    say: `pw.cmd.${edge}.say`,
    picture: `pw.cmd.${edge}.picture`,
    doctor: `pw.cmd.${edge}.doctor`,
  }),
} as const;
