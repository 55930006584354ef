/** A driver in a car. The car id is the slot of the entry list; the GUID identifies the person. */
export interface Driver {
  readonly carId: number;
  /** SteamID64, or `car:<id>` for the GUIDs "0" and "" that servers without Steam report. */
  readonly guid: string;
  readonly name: string;
}

/**
 * One stay of one client in one car, until it leaves. A GUID is only what the client claims, and the next driver can
 * take the same car: something proved during one stay holds for neither the GUID nor the car afterwards.
 */
export interface Stay {
  readonly run: number;
  readonly carId: number;
  readonly guid: string;
  /** Counts the clients that joined in this car within the run. */
  readonly connection: number;
}
