/** What hub and edges say to each other beside rows and orders: questions, and news of which the last one counts. */

export interface Talk {
  /** Whether anybody hears it is not known. */
  tell(subject: string, value: unknown): void;
  /**
   * @throws UserError for what the other end refuses
   * @throws OutOfReach where no answer comes in time
   */
  ask(subject: string, value: unknown, ms: number): Promise<unknown>;
  /** What makes no sense there is logged, and heard by nobody. */
  hear(subject: string, heard: (value: unknown, edge: string) => void): void;
  /** A UserError is told as a refusal. */
  answer(subject: string, answer: (value: unknown, edge: string) => unknown): void;
}

/** The other end, or the way there: nobody has answered. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}
