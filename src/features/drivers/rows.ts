/** Somebody on the server, as a table of drivers shows them. */
export interface DriverRow {
  readonly carId: number;
  readonly name: string;
  readonly guid: string;
  readonly model: string;
  readonly skin: string;
  readonly loaded: boolean;
  readonly joinedAt: number;
  readonly ballastKg: number;
  readonly restrictorPercent: number;
  readonly laps: number;
  readonly bestLapMs?: number;
  /** Known only from the log of a server that Pitwall runs. */
  readonly address?: { readonly host: string; readonly port: number };
}
