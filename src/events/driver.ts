/** A driver in a car. The car id is the slot of the entry list, the GUID is who it is. */
export interface Driver {
  readonly carId: number;
  /** SteamID64; `car:<id>` for the GUIDs "0" and "" that servers without Steam report. */
  readonly guid: string;
  readonly name: string;
}

/**
 * One stay of one client in one car, until it leaves. A GUID is only what the game's client claims, and a car is taken
 * by the next one: what somebody has proved belongs to neither of them.
 */
export interface Stay {
  readonly run: number;
  readonly carId: number;
  readonly guid: string;
  /** Counts who has come into this car within the run. */
  readonly connection: number;
}
