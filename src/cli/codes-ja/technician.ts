import type { TECHNICIAN_CODES } from '../../base/codes/technician.ts';
import type { CodesJa } from './contract.ts';

/** 15xx: what a technician does, and what a test found. */
export const TECHNICIAN_JA: CodesJa<typeof TECHNICIAN_CODES> = {
  technicianAtWork: {
    cause: '技術員が機器を試験しています。',
    remedy: '試験が終わるまで待ってください。取扱は自動で再開します。',
  },
  maintenance: {
    cause: '制御プログラムが保守用に動いているため、取扱を止めています。',
    remedy: 'madoguchi --offline を終了し、systemctl start madoguchid で取扱を開始してください。',
  },
  selfTestFailed: {
    cause: '機器の自己診断で異常が見つかりました。',
    remedy: '詳細に示された内容を確認し、清掃とケーブルの点検をしてください。再び異常になるときは交換してください。',
  },
  selfTestSilent: {
    cause: '機器の自己診断が時間内に応答しませんでした。',
    remedy: '電源とケーブルを確認し、もう一度試験してください。応答がないままなら交換してください。',
  },
  notConfirmed: {
    cause: '試験の結果を、人が見る・聞く・受け取ることができませんでした。',
    remedy: '詳細に示されたケーブルと部品を確認してください。動かないときは交換してください。',
  },
  notAnswered: {
    cause: '診断の質問に回答がありませんでした。',
    remedy: '診断をやり直し、1 分以内に指示どおり操作してください。',
  },
  countersDiffer: {
    cause: '機器が数えた枚数が、帳簿と異なります。',
    remedy: '現金部の枚数を数え、madoguchi cash exchange または締めで登録してください。',
  },
  booksOpen: {
    cause: '帳簿に未確定のものがあります(命令、確認待ちの事項、または持ち主の分からない現金)。',
    remedy: '係員モードで確認事項に答えてください。命令が未確定の機器の電源を入れてください。',
  },
  keysEndSoon: {
    cause: 'この端末の証明書の有効期間がまもなく終わります。',
    remedy: 'いま更新してください。新しい証明書は、古いものと並行して使えます。',
  },
  keysEnded: {
    cause: 'この端末の証明書の有効期間が終わったか、まだ始まっていません。',
    remedy: '先に本機の時計を確認し、更新した証明書を入れてください。',
  },
  clockSkew: {
    cause: '本機の時計が、センターの時刻から大きくずれています。',
    remedy: '本機の時計を合わせてください(chrony、基板の電池)。通信用の証明書の期限は、この時計で判断されます。',
  },
  cashTested: {
    cause: '技術員が、試験で現金を払い出しました。',
    remedy: '戻して帳簿に登録したか、技術員が持っているかを確認してください。',
  },
  cashByTechnician: {
    cause: '技術員が、現金の作業を登録しました。',
    remedy: '対応は不要です。数えた枚数は、この番号の伝票にあります。',
  },
  serviceByTechnician: {
    cause: '技術員が、取扱を止めたか再開しました。',
    remedy: '意図した操作なら対応は不要です。そうでなければ madoguchi resume で再開してください。',
  },
  testOutcome: {
    cause: '試験の結果を、機器が時間内に知らせませんでした。',
    remedy: '機器の中を確認してください。結果は自動で問い合わせを続け、枚数を数えれば確定します。',
  },
  deviceExchanged: {
    cause: '設置時と別の装置が応答しています。機器または基板が交換されています。',
    remedy: '意図した交換なら、madoguchi commission --step devices を実行し、示された点検をやり直してください。',
  },
  commissioned: {
    cause: '技術員が、この端末の一部を設置・設定しました。',
    remedy: '対応は不要です。どの手順で何を選んだかは詳細にあります。',
  },
  commissionStep: {
    cause: '見つかったもの、または指定された内容では、設置の手順を進められません。',
    remedy: '詳細に示されたことを行い、手順をやり直してください。何も変更していません。',
  },
  certificateIssued: {
    cause: '発行された証明書が、この端末のものでないか、既知の認証局のものではありません。',
    remedy:
      'この端末にある証明書要求(CSR)から発行した証明書を、メーカーまたはセンターに依頼してください。何も変更していません。',
  },
  daemonRuns: {
    cause: '制御プログラムが動作中です。--offline は、動作していないときに使うものです。',
    remedy: '--offline を付けずに実行するか、先に systemctl stop madoguchid で停止してください。',
  },
  offlineFailed: {
    cause: '保守用の制御プログラムを起動できませんでした。',
    remedy: '詳細に示されたことを行ってください。設定の誤りは madoguchi config check で分かります。',
  },
};
