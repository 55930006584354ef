/** What is stored about an act while it is carried out, so that after a crash it is known what was done. */

/** Evidence, checked afterwards, that a step was carried out. Plain data. */
export type ActProof =
  /** The driver has left since. */
  | { readonly by: 'leaving'; readonly guid: string }
  /** The running session is not the one with this number, the game server was restarted, or no session runs. */
  | { readonly by: 'session'; readonly run: number; readonly session: number | undefined }
  /** The file has these bytes. */
  | { readonly by: 'file'; readonly path: string; readonly sha256: string }
  /** The game server was started since. `run`: the run before; absent in acts of older versions. */
  | { readonly by: 'process'; readonly is: 'started'; readonly run?: number | undefined }
  | { readonly by: 'process'; readonly is: 'stopped' };

/** One irreversible thing: a packet, an RCON line, a file put in place, a process. Plain data. */
export interface Step {
  readonly via: 'udp' | 'rcon' | 'file' | 'process' | 'lobby' | 'table' | 'discord';
  /** As used in messages: "the kick of Billy". */
  readonly what: string;
  readonly proof?: ActProof | undefined;
  /** The step that was to follow, if any. */
  readonly next?: string | undefined;
}

/** The single act of a user that is being carried out. */
export interface Attempt {
  /**
   * Stores a step before it is taken.
   *
   * @throws UserError when it cannot be stored; then the step must not be taken
   */
  begin(step: Step): void;
  /**
   * Records that it was done. Call it in the transaction that does it, so that both are committed or neither is.
   *
   * @param next the step that is to follow, if any
   */
  done(what: string, next?: string): void;
}

/** For what Pitwall does by its own rules: nobody waits for it, and the rules check again after a restart. */
export const UNASKED: Attempt = { begin() {}, done() {} };

/** An order, described for the act it belongs to. */
export interface Asked {
  readonly attempt: Attempt;
  readonly what: string;
  readonly proof?: ActProof | undefined;
}
