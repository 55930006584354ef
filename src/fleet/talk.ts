/** What hub and edges exchange besides rows and orders: requests, and state of which only the latest counts. */

export interface Talk {
  /** There is no acknowledgement. */
  tell(subject: string, value: unknown): void;
  /**
   * @throws UserError for what the other end refuses
   * @throws OutOfReach if no answer comes in time
   */
  ask(subject: string, value: unknown, ms: number): Promise<unknown>;
  /** A malformed message is logged and dropped. */
  hear(subject: string, heard: (value: unknown, edge: string) => void): void;
  /** A UserError is sent as a refusal. */
  answer(subject: string, answer: (value: unknown, edge: string) => unknown): void;
}

/** The other end, or the connection to it, is down: nobody has answered. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}
