/** What stands on the sheets of one set, before it becomes a PDF: text only, so that a check can read it. */
import type { CertificateRequest } from '../../../fsm/events.ts';
import type { CentreMunicipality } from './catalogue.ts';
import type { Member, Resident } from './registry.ts';

/** One row of a table. */
export type Row = readonly [label: string, value: string];

/** One sheet; `leaf` from 1. */
export interface Sheet {
  readonly set: number;
  readonly leaf: number;
  readonly of: number;
  readonly typeId: string;
  readonly title: string;
  /** 固有番号, on every sheet of the set (R92). */
  readonly uniqueNumber: string;
  readonly municipality: string;
  readonly mayor: string;
  /** Who asked: id of the register, never printed; simulations compare it with the card that was used. */
  readonly subjectId: string;
  /** Head of the sheet (address, 本籍). */
  readonly head: readonly Row[];
  /** One block a person. */
  readonly blocks: readonly (readonly Row[])[];
  readonly certification: string;
  /** Day of issue, `2025-04-16`. */
  readonly issued: string;
}

const PERSONS_PER_SHEET = 4;

/** Japanese era date of a day, as certificates print it: 令和7年4月16日. */
export function eraDate(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const eras: readonly [string, string, number][] = [
    ['2019-05-01', '令和', 2018],
    ['1989-01-08', '平成', 1988],
    ['1926-12-25', '昭和', 1925],
  ];
  const [, era, before] = eras.find(([from]) => day >= from) ?? ['', '西暦', 0];
  return `${era}${year - before === 1 && before > 0 ? '元' : year - before}年${month}月${date}日`;
}

const TITLES: Readonly<Record<string, string>> = {
  juminhyo: '住 民 票',
  inkan: '印 鑑 登 録 証 明 書',
  kosekiTohon: '戸 籍 全 部 事 項 証 明 書',
};

function personRows(member: Member, options: Readonly<Record<string, boolean>>): Row[] {
  const rows: Row[] = [
    ['氏名', `${member.name}(${member.kana})`],
    ['生年月日・性別', `${eraDate(member.birth)} ${member.sex}`],
    ['住民となった日', eraDate(member.residentSince)],
  ];
  if (options['setainushiTsuzukigara']) rows.push(['続柄', member.relation]);
  if (options['honsekiHittosha']) rows.push(['本籍・筆頭者', `${member.honseki} ${member.hittosha}`]);
  if (options['kojinBango']) rows.push(['個人番号', member.kojinBango]);
  return rows;
}

interface Content {
  readonly head: readonly Row[];
  readonly blocks: readonly (readonly Row[])[];
  readonly certification: string;
}

function contentOf(resident: Resident, line: CertificateRequest): Content {
  const { household, member, koseki } = resident;
  if (line.typeId === 'inkan') {
    return {
      head: [],
      blocks: [
        [
          ['登録番号', member.seal?.number ?? ''],
          ['登録年月日', member.seal ? eraDate(member.seal.registered) : ''],
          ['氏名', member.name],
          ['生年月日', eraDate(member.birth)],
          ['住所', household.address],
        ],
      ],
      certification: 'この写しは、登録された印影と相違ないことを証明する。',
    };
  }
  if (line.typeId === 'kosekiTohon') {
    return {
      head: [
        ['本籍', koseki?.honseki ?? ''],
        ['氏名', koseki?.hittosha ?? ''],
        ['戸籍編製日', koseki ? eraDate(koseki.made) : ''],
      ],
      blocks: (koseki?.persons ?? []).map((person) => [
        ['名', `${person.name}(${person.role})`],
        ['生年月日', eraDate(person.birth)],
        ['父', person.father],
        ['母', person.mother],
        ['続柄', person.relation],
        ...person.events.map((event): Row => ['身分事項', event]),
      ]),
      certification: 'これは、戸籍に記録されている事項の全部を証明した書面である。',
    };
  }
  const withHead = line.options['setainushiTsuzukigara'] === true;
  const head: Row[] = [['住所', household.address]];
  if (withHead) head.push(['世帯主', household.members[0]?.name ?? '']);
  return {
    head,
    blocks: line.persons
      .toSorted((a, b) => a - b)
      .flatMap((person) => household.members[person - 1] ?? [])
      .map((chosen) => personRows(chosen, line.options)),
    certification: 'この写しは、住民票の原本と相違ないことを証明する。',
  };
}

/** The sheets of one set. */
export function sheetsOf(
  resident: Resident,
  municipality: CentreMunicipality,
  line: CertificateRequest,
  set: { readonly set: number; readonly uniqueNumber: string; readonly issued: string },
): Sheet[] {
  const { head, blocks, certification } = contentOf(resident, line);
  const of = Math.max(1, Math.ceil(blocks.length / PERSONS_PER_SHEET));
  return Array.from({ length: of }, (_, index) => ({
    ...set,
    leaf: index + 1,
    of,
    typeId: line.typeId,
    title: TITLES[line.typeId] ?? line.typeId,
    municipality: municipality.name,
    mayor: municipality.mayor,
    subjectId: resident.member.personId,
    head,
    blocks: blocks.slice(index * PERSONS_PER_SHEET, (index + 1) * PERSONS_PER_SHEET),
    certification,
  }));
}
