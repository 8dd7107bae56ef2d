/** A storage of electric energy: power limits and one efficiency for each direction. */
export interface BatterySpec {
  readonly capacityJ: number;
  /** The safety limit: never under this share of the capacity unless physics leaves no choice. */
  readonly floorFraction: number;
  readonly initialFraction: number;
  /** Stored energy per energy taken from the bus. */
  readonly chargeEfficiency: number;
  /** Energy given to the bus per stored energy. */
  readonly dischargeEfficiency: number;
  readonly maxChargeW: number;
  readonly maxDischargeW: number;
  /** After the battery was empty the bus comes back at this share. */
  readonly reconnectFraction: number;
  /** With further storages: the next of the order takes over at this share. */
  readonly reserveFraction?: number;
}
