/** The sheets of one set, before they become PDFs: text only, so that a check can read it. */
import type { CertificateRequest } from '../../../fsm/events.ts';
import type { CentreMunicipality } from './catalogue.ts';
import { contentOf, type Block, type Row } from './papers-content.ts';
import type { Resident } from './registry.ts';

export type { Row } from './papers-content.ts';

/** One sheet; `leaf` from 1. */
export interface Sheet {
  readonly set: number;
  readonly leaf: number;
  readonly of: number;
  /** Page number as it is printed, `1/2` (R92). */
  readonly pageNumber: string;
  readonly typeId: string;
  readonly title: string;
  /** 固有番号, on every sheet of the set (R92). */
  readonly uniqueNumber: string;
  /** Chooses the layout. */
  readonly municipalityId: string;
  readonly municipality: string;
  readonly mayor: string;
  /** Who asked: id of the register, never printed; simulations compare it with the card that was used. */
  readonly subjectId: string;
  /** Head of the sheet (address, 本籍, 年度). */
  readonly head: readonly Row[];
  /** One block a person. */
  readonly blocks: readonly Block[];
  readonly certification: string;
  /** Day of issue, `2025-04-16`. */
  readonly issued: string;
}

/** Most persons on one sheet; 戸籍 have more to say of each. */
const PERSONS_PER_SHEET = 4;
const PERSONS_PER_KOSEKI_SHEET = 3;
/** Most rows of the blocks of one sheet, over the certification. */
const ROWS_PER_SHEET = 26;

/** Blocks by sheets: no person is torn apart. */
function paginate(blocks: readonly Block[], persons_max: number): Block[][] {
  const sheets: Block[][] = [[]];
  let rows = 0;
  for (const block of blocks) {
    const last = sheets.at(-1) ?? [];
    if (last.length > 0 && (last.length >= persons_max || rows + block.length > ROWS_PER_SHEET)) {
      sheets.push([block]);
      rows = block.length;
    } else {
      last.push(block);
      rows += block.length;
    }
  }
  return sheets;
}

/** What the sheets of a set have in common. */
export interface SetFacts {
  readonly set: number;
  readonly uniqueNumber: string;
  /** Day of issue, `2025-04-16`. */
  readonly issued: string;
  /** 年度 of a tax certificate. */
  readonly taxYear?: number | undefined;
}

/** The sheets of one set. */
export function sheetsOf(
  resident: Resident,
  municipality: CentreMunicipality,
  line: CertificateRequest,
  { set, uniqueNumber, issued, taxYear }: SetFacts,
): Sheet[] {
  const { title, head, blocks, certification } = contentOf(resident, municipality, line, taxYear);
  const isKoseki = line.typeId.startsWith('koseki');
  const pages = paginate(blocks, isKoseki ? PERSONS_PER_KOSEKI_SHEET : PERSONS_PER_SHEET);
  return pages.map((page, index) => ({
    set,
    leaf: index + 1,
    of: pages.length,
    pageNumber: `${index + 1}/${pages.length}`,
    typeId: line.typeId,
    title,
    uniqueNumber,
    municipalityId: municipality.municipalityId,
    municipality: municipality.name,
    mayor: municipality.mayor,
    subjectId: resident.member.personId,
    head,
    blocks: page,
    certification,
    issued,
  }));
}
