/** What is kept of an act while it is carried out, so that after a crash it is known what was done. */

/** What shows afterwards that a step was carried out. Plain data. */
export type ActProof =
  /** They have left since. */
  | { readonly by: 'leaving'; readonly guid: string }
  /** Another session runs than the one of that number, another life of the game server, or none. */
  | { readonly by: 'session'; readonly run: number; readonly session: number | undefined }
  /** The file has these bytes. */
  | { readonly by: 'file'; readonly path: string; readonly sha256: string }
  /** The game server was started since, or is stopped. */
  | { readonly by: 'process'; readonly is: 'started' | 'stopped' };

/** One thing that cannot be taken back: a packet, a line by RCON, a file put in place, a process. Plain data. */
export interface Step {
  readonly via: 'udp' | 'rcon' | 'file' | 'process' | 'lobby' | 'table' | 'discord';
  /** As sentences call it: "the kick of Billy". */
  readonly what: string;
  readonly proof?: ActProof | undefined;
  /** What was to follow it, where that is another step. */
  readonly next?: string | undefined;
}

/** The one act of somebody that is being carried out. */
export interface Attempt {
  /**
   * Keeps a step before it is taken.
   *
   * @throws UserError when it cannot be kept: then it must not be taken
   */
  begin(step: Step): void;
  /**
   * Says that it was done. Called in the transaction that does it, which is kept together with this or not at all.
   *
   * @param next what is to follow it, where that is another step
   */
  done(what: string, next?: string): void;
}

/** What Pitwall does by its own rules: nobody waits for it, and the rules look again after a restart. */
export const UNASKED: Attempt = { begin() {}, done() {} };

/** An order, as the act it belongs to calls it. */
export interface Asked {
  readonly attempt: Attempt;
  readonly what: string;
  readonly proof?: ActProof | undefined;
}
