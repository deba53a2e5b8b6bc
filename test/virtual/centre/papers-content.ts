/** What each type of certificate says, row by row, from the registers. Nothing here draws. */
import type { CertificateRequest } from '../../../fsm/events.ts';
import type { CentreMunicipality } from './catalogue.ts';
import type { Koseki, Member, Resident, TaxRecord } from './registry.ts';

/** One row of a table. */
export type Row = readonly [label: string, value: string];
/** Rows that belong together: a person. */
export type Block = readonly Row[];

/** Content of one set. */
export interface Content {
  readonly title: string;
  readonly head: readonly Row[];
  readonly blocks: readonly Block[];
  readonly certification: string;
}

type Maker = (resident: Resident, municipality: CentreMunicipality, line: CertificateRequest, year: number) => Content;

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

/** 年度 of a western year: 2024 is 令和6年度. */
const eraYear = (year: number): string => eraDate(`${year}-05-01`).replace(/年.*/, '年度');
const amount = (yen: number): string => `${yen.toLocaleString('ja-JP')} 円`;

function foreignRows({ foreign }: Member, options: Readonly<Record<string, boolean>>): Row[] {
  if (!foreign) return [];
  const rows: Row[] = [];
  if (options['kokusekiChiiki']) rows.push(['国籍・地域', foreign.nationality]);
  if (options['zairyuCardNumber']) rows.push(['在留カード等の番号', foreign.zairyuCard]);
  if (options['zairyuShikaku']) {
    rows.push(['在留資格', foreign.zairyuShikaku]);
    if (foreign.stayUntil !== undefined) rows.push(['在留期間の満了日', eraDate(foreign.stayUntil)]);
  }
  return rows;
}

/** A カタカナ併記名 is not printed (R46): the name stands as it is registered. */
function personRows(member: Member, options: Readonly<Record<string, boolean>>): Row[] {
  const rows: Row[] = [
    ['氏名', member.foreign || member.kana === '' ? member.name : `${member.name}(${member.kana})`],
    ['生年月日・性別', `${member.foreign ? `西暦${member.birth}` : eraDate(member.birth)} ${member.sex}`],
    [member.foreign ? '外国人住民となった日' : '住民となった日', eraDate(member.residentSince)],
  ];
  if (options['setainushiTsuzukigara']) rows.push(['続柄', member.relation]);
  if (options['honsekiHittosha'] && member.honseki !== undefined) {
    rows.push(['本籍・筆頭者', `${member.honseki} ${member.hittosha ?? ''}`]);
  }
  rows.push(...foreignRows(member, options));
  if (options['kojinBango']) rows.push(['個人番号', member.kojinBango]);
  return rows;
}

/** Persons of a list by their numbers, from 1, in the order of the list. */
const chosen = <T>(all: readonly T[], persons: readonly number[]): T[] =>
  persons.toSorted((a, b) => a - b).flatMap((person) => all[person - 1] ?? []);

const juminhyo: Maker = ({ household }, _, { persons, options }) => {
  const head: Row[] = [['住所', household.address]];
  if (options['setainushiTsuzukigara']) head.push(['世帯主', household.members[0]?.name ?? '']);
  return {
    title: '住 民 票',
    head,
    blocks: chosen(household.members, persons).map((member) => personRows(member, options)),
    certification: 'この写しは、住民票の原本と相違ないことを証明する。',
  };
};

const juminhyoKisai: Maker = ({ household }, _, { persons }) => ({
  title: '住 民 票 記 載 事 項 証 明 書',
  head: [['住所', household.address]],
  blocks: chosen(household.members, persons).map((member) => [
    ['氏名', member.name],
    ['生年月日・性別', `${member.foreign ? `西暦${member.birth}` : eraDate(member.birth)} ${member.sex}`],
    ['住所', household.address],
    ['住民となった日', eraDate(member.residentSince)],
  ]),
  certification: '上記の事項は、住民票に記載されていることを証明する。',
});

const inkan: Maker = ({ member, household }) => ({
  title: '印 鑑 登 録 証 明 書',
  head: [],
  blocks: [
    [
      ['登録番号', member.seal?.number ?? ''],
      ['登録年月日', member.seal ? eraDate(member.seal.registered) : ''],
      ['氏名', member.name],
      ['生年月日', member.foreign ? `西暦${member.birth}` : eraDate(member.birth)],
      ['住所', household.address],
    ],
  ],
  certification: 'この写しは、登録された印影と相違ないことを証明する。',
});

/** 課税(所得), 課税非課税, 所得: they differ in what they show of the same record. */
function tax(title: (record: TaxRecord) => string, showsTax: boolean): Maker {
  return ({ member, household }, { name }, _, year) => {
    const record = member.tax?.find((candidate) => candidate.year === year);
    const { income_yen = {}, totalIncome_yen = 0, deductions_yen = 0, dependants = 0 } = record ?? {};
    const { cityTax_yen = 0, prefectureTax_yen = 0 } = record ?? {};
    const incomes = Object.entries(income_yen).map(([kind, yen]): Row => [`収入 ${kind}`, amount(yen)]);
    const taxes: Row[] = [
      ['課税標準額', amount(Math.max(0, totalIncome_yen - deductions_yen))],
      [`${name.slice(-1)}民税 年税額`, amount(cityTax_yen)],
      ['都道府県民税 年税額', amount(prefectureTax_yen)],
      ['合計', amount(cityTax_yen + prefectureTax_yen)],
    ];
    return {
      title: record ? title(record) : '',
      head: [
        ['証明年度', `${eraYear(year)}(${eraYear(year - 1).replace('年度', '年')}中の所得)`],
        ['住所', household.address],
        ['氏名', member.name],
      ],
      blocks: [
        [...incomes, ['合計所得金額', amount(totalIncome_yen)]],
        ...(showsTax
          ? [[['所得控除合計', amount(deductions_yen)], ['扶養人数', `${dependants} 人`], ...taxes] as Row[]]
          : []),
      ],
      certification: '上記のとおり相違ないことを証明する。',
    };
  };
}

const kosekiHead = (koseki: Koseki | null): Row[] => [
  ['本籍', koseki?.honseki ?? ''],
  ['氏名', koseki?.hittosha ?? ''],
  ['戸籍編製日', koseki ? eraDate(koseki.made) : ''],
];

const kosekiBlock = (person: Koseki['persons'][number]): Block => [
  ['名', `${person.name}(${person.role})`],
  ['生年月日', eraDate(person.birth)],
  ['父', person.father],
  ['母', person.mother],
  ['続柄', person.relation],
  ...person.events.map((event): Row => ['身分事項', event]),
];

const kosekiTohon: Maker = ({ koseki }) => ({
  title: '戸 籍 全 部 事 項 証 明 書',
  head: kosekiHead(koseki),
  blocks: (koseki?.persons ?? []).map(kosekiBlock),
  certification: 'これは、戸籍に記録されている事項の全部を証明した書面である。',
});

const kosekiShohon: Maker = ({ koseki }, _, { persons }) => ({
  title: '戸 籍 個 人 事 項 証 明 書',
  head: kosekiHead(koseki),
  blocks: chosen(koseki?.persons ?? [], persons).map(kosekiBlock),
  certification: 'これは、戸籍中の一部の者について記録されている事項の全部を証明した書面である。',
});

const kosekiFuhyo: Maker = ({ koseki }, _, { persons }) => ({
  title: '戸 籍 の 附 票 の 写 し',
  head: kosekiHead(koseki),
  blocks: chosen(koseki?.persons ?? [], persons).map((person) => [
    ['名', person.name],
    ...(person.addresses ?? []).map(({ since, address }): Row => ['住所', `${address} 定めた日 ${eraDate(since)}`]),
  ]),
  certification: 'この写しは、戸籍の附票の原本と相違ないことを証明する。',
});

const isTaxed = ({ cityTax_yen = 0, prefectureTax_yen = 0 }: TaxRecord): boolean => cityTax_yen + prefectureTax_yen > 0;

const MAKERS: Readonly<Record<string, Maker>> = {
  juminhyo,
  juminhyoKisai,
  inkan,
  kazeiShotoku: tax(() => '市・県民税 課税(所得)証明書', true),
  kazeiHikazei: tax((record) => `市民税・都民税 ${isTaxed(record) ? '課税' : '非課税'}証明書`, true),
  shotoku: tax(() => '所 得 証 明 書', false),
  kosekiTohon,
  kosekiShohon,
  kosekiFuhyo,
};

/** Content of the set that a line asks for. `taxYear`: of a tax certificate. */
export function contentOf(
  resident: Resident,
  municipality: CentreMunicipality,
  line: CertificateRequest,
  taxYear = 0,
): Content {
  const maker = MAKERS[line.typeId];
  if (!maker) throw new Error(`no paper for the type "${line.typeId}"`);
  return maker(resident, municipality, line, taxYear);
}
