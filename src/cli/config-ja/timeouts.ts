import type { MeaningsJa } from './contract.ts';

/** How long each state lasts at most. */
export const TIMEOUTS_JA: MeaningsJa = {
  'timeouts.citizen_reads_ms': '利用者が注意事項やお知らせを読む時間。',
  'timeouts.citizen_sets_card_ms': '利用者がカードを置くまでの時間。',
  'timeouts.citizen_enters_pin_ms': '利用者が暗証番号を入力する時間。',
  'timeouts.citizen_takes_card_ms': '認証の後、利用者がカードを取るまでの時間。',
  'timeouts.citizen_chooses_ms': '利用者が証明書、記載事項、対象者、部数を選ぶ時間。',
  'timeouts.citizen_pays_ms': '利用者が現金を入れる時間。硬貨が入るたびに計り直す。',
  'timeouts.citizen_takes_items_ms': '利用者がカード、証明書、領収書、釣銭を取る時間。',
  'timeouts.citizen_answers_warning_ms': '時間切れの前に警告を表示する時間。',
  'timeouts.card_answers_ms': 'カードの応答を待つ時間。',
  'timeouts.centre_answers_ms': 'センターの応答を待つ時間。',
  'timeouts.cash_settles_ms': '投入口を閉じた後、通過中の硬貨と紙幣が収まるまで待つ時間。',
  'timeouts.cash_settles_at_start_ms':
    '停止後の起動時に、中断した利用の現金がどうなったかを現金機器から聞き取る時間。過ぎると伝票を表示する。',
  'timeouts.cash_pays_ms': '釣銭または返金の払い出しを待つ時間。',
  'timeouts.rejection_shows_ms': '硬貨または紙幣が戻った理由を画面に表示する時間。',
  'timeouts.printer_answers_ms': '印刷できるかどうかのプリンターの応答を待つ時間。',
  'timeouts.printer_prints_leaf_ms': '紙一枚の印刷を待つ時間。申請全体では数分かかることがある(R87)。',
  'timeouts.slip_shows_ms': '誰も確認しないとき、伝票を画面に表示し続ける時間。',
  'timeouts.staff_works_ms': '係員が現金を数え、金庫を開けるなどの作業をする時間。画面に触れるたびに計り直す。',
};
