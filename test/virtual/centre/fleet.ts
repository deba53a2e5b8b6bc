/**
 * What the centre knows of the fleet as a whole: closed days, and which sets of software and data may run. Without being told, it
 * expects whatever a kiosk says of itself.
 */

/** A day on which a municipality issues nothing. */
export interface FleetClosedDay {
  readonly municipalityId: string;
  readonly day: string;
  readonly reason: string;
}

/** Three digests of one kiosk. */
export interface FleetSet {
  readonly software: string;
  readonly profile: string;
  readonly municipalities: string;
}

/** State of one reference centre; tests and walks change it. */
export class Fleet {
  version = 1;
  closedDays: readonly FleetClosedDay[] = [];
  /** Null: what a kiosk reports is expected. */
  expected: readonly FleetSet[] | null = null;
  /** Null, or the software that is expected with whatever else a kiosk reports. */
  expectedSoftware: string | null = null;
  /** What kiosks said of themselves, in order. */
  readonly reported: { readonly kioskId: string; readonly set: FleetSet }[] = [];

  close(...days: readonly FleetClosedDay[]): void {
    this.closedDays = days;
    this.version += 1;
  }

  report(kioskId: string, set: FleetSet): readonly FleetSet[] {
    this.reported.push({ kioskId, set });
    if (this.expected) return this.expected;
    return [{ ...set, software: this.expectedSoftware ?? set.software }];
  }
}
