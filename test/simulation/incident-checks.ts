/** What a paper or document that was not right must stop (D7, D8, D11), judged from raw rows at each step of a walk. */
import type { World } from './world.ts';

/** A mismatch as it stands in the rows; `transaction` of one that a citizen reported. */
interface MismatchRow {
  readonly incident: number;
  readonly code: string;
  readonly detail: string;
  readonly municipality_id: string | null;
  readonly closed: number;
}

/** So many open ones stop the whole service (D8). */
const STOPS_SERVICE = 2;

export class IncidentChecks {
  readonly #world: World;
  readonly #rows;
  readonly #sessions;
  readonly #leaves;
  #begun = 0;
  /** Municipalities that were stopped when the running session began. */
  #stopped: readonly string[] = [];
  /** Leaves that were ordered of a session when its citizen said that the paper is not theirs, by incident. */
  readonly #ordered = new Map<number, number>();

  constructor(world: World) {
    const { database } = world;
    this.#world = world;
    this.#rows = database.prepare<[], MismatchRow>(
      `SELECT m.incident, i.code, i.detail, m.municipality_id,
              EXISTS (SELECT 1 FROM incident_closing c WHERE c.incident = m.incident) AS closed
       FROM mismatch m JOIN incident i ON i.sequence = m.incident`,
    );
    this.#sessions = database.prepare<[], number>('SELECT COUNT(*) FROM session').pluck();
    this.#leaves = database
      .prepare<[string], number>(
        `SELECT COUNT(*) FROM intent JOIN session USING (session_id)
         WHERE ? LIKE '%' || transaction_id || '%' AND json_extract(about, '$.kind') = 'printLeaf'`,
      )
      .pluck();
  }

  /** @throws when a stopped municipality is served, or a leaf is ordered after a paper was reported as somebody else's */
  step(): void {
    const rows = this.#rows.all();
    const begun = this.#sessions.get() ?? 0;
    const open = rows.filter(({ closed }) => closed === 0);
    if (begun !== this.#begun) this.#stopped = open.flatMap(({ municipality_id: id }) => (id === null ? [] : [id]));
    this.#begun = begun;
    this.#expectStopped(open.length);
    for (const row of rows) if (row.code === 'paperForeign') this.#expectNoFurtherLeaf(row);
  }

  #expectStopped(open: number): void {
    if (!this.#world.alive()) return;
    const { municipalityId, screen } = this.#world.kiosk().picture();
    if (municipalityId !== null && this.#stopped.includes(municipalityId))
      throw new Error(`(D8) ${municipalityId} is served although a mismatch is open`);
    if (open >= STOPS_SERVICE && screen === 'idle')
      throw new Error(`(D8) the kiosk is free for the next citizen although ${open} mismatches are open`);
  }

  /** The leaf that the cell was drawing at the touch may still be ordered, no other. */
  #expectNoFurtherLeaf({ incident, detail }: MismatchRow): void {
    const ordered = this.#leaves.get(detail) ?? 0;
    const atTouch = this.#ordered.get(incident) ?? ordered;
    this.#ordered.set(incident, atTouch);
    if (ordered > atTouch + 1)
      throw new Error(
        `(D11) ${ordered - atTouch} leaves were ordered after the citizen said that the paper is not theirs`,
      );
  }
}
