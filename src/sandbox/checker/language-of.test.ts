import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { languageOf } from "./language-of.ts";

/** Sentences in the languages that IFEval asks for, and in some that are mistaken for them. */
const texts: Record<string, string> = {
  hi: "नमस्ते, मेरा नाम राहुल है और मैं दिल्ली में रहता हूँ। मुझे किताबें पढ़ना और क्रिकेट खेलना बहुत पसंद है।",
  mr: "नमस्कार, माझे नाव सुनील आहे आणि मी पुण्यात राहतो. मला पुस्तके वाचायला खूप आवडतात.",
  ne: "नमस्ते, मेरो नाम सुरेश हो र म काठमाडौंमा बस्छु। मलाई किताब पढ्न मन पर्छ। आज मौसम राम्रो छ।",
  kn: "ನಮಸ್ಕಾರ, ನನ್ನ ಹೆಸರು ರಮೇಶ್ ಮತ್ತು ನಾನು ಬೆಂಗಳೂರಿನಲ್ಲಿ ವಾಸಿಸುತ್ತೇನೆ.",
  pa: "ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਮੇਰਾ ਨਾਮ ਗੁਰਪ੍ਰੀਤ ਹੈ ਅਤੇ ਮੈਂ ਅੰਮ੍ਰਿਤਸਰ ਵਿੱਚ ਰਹਿੰਦਾ ਹਾਂ।",
  gu: "નમસ્તે, મારું નામ રમેશ છે અને હું અમદાવાદમાં રહું છું. મને પુસ્તકો વાંચવા ગમે છે.",
  te: "నమస్కారం, నా పేరు రవి మరియు నేను హైదరాబాద్‌లో నివసిస్తున్నాను.",
  ta: "வணக்கம், என் பெயர் குமார், நான் சென்னையில் வசிக்கிறேன்.",
  bn: "নমস্কার, আমার নাম রহিম এবং আমি ঢাকায় থাকি। আমি বই পড়তে ভালোবাসি।",
  ur: "السلام علیکم، میرا نام احمد ہے اور میں لاہور میں رہتا ہوں۔ مجھے کتابیں پڑھنا بہت پسند ہے۔",
  fa: "سلام، اسم من علی است و در تهران زندگی می‌کنم. من خواندن کتاب و آشپزی را خیلی دوست دارم.",
  ar: "مرحبا، اسمي أحمد وأعيش في القاهرة. أحب قراءة الكتب والطبخ مع أصدقائي كثيرا.",
  th: "สวัสดีครับ ผมชื่อสมชาย ผมอาศัยอยู่ที่กรุงเทพ ผมชอบอ่านหนังสือ",
  ko: "안녕하세요, 제 이름은 민수이고 서울에 살고 있습니다. 저는 책 읽는 것을 좋아합니다.",
  vi: "Xin chào, tôi tên là Lan và tôi sống ở Hà Nội. Tôi rất thích đọc sách và nấu ăn.",
  sw: "Katika makala hii tutaeleza jinsi ya kuandaa chakula kitamu nyumbani. Kwanza osha mboga na uzikate vipande vidogo.",
  ru: "Привет, меня зовут Иван, и я живу в Москве. Я очень люблю читать книги и готовить еду.",
  bg: "Здравейте, казвам се Иван и живея в София. Обичам да чета книги и да готвя вкусна храна за приятелите си.",
  uk: "Привіт, мене звати Іван, і я живу в Києві. Я дуже люблю читати книги та готувати їжу.",
  de: "Hallo, ich heiße Anna und wohne in Berlin. Ich lese gern Bücher und koche oft für meine Freunde.",
  fi: "Hei, nimeni on Matti ja asun Helsingissä. Pidän kovasti lukemisesta ja ruoanlaitosta.",
  pt: "Olá, meu nome é João e moro em Lisboa. Gosto muito de ler livros e de cozinhar para os meus amigos.",
  es: "Hola, me llamo Juan y vivo en Madrid. Me gusta mucho leer libros y cocinar para mis amigos.",
  it: "Ciao, mi chiamo Marco e vivo a Roma. Mi piace molto leggere libri e cucinare per i miei amici.",
  fr: "Bonjour, je m'appelle Marie et j'habite à Paris. J'aime beaucoup lire des livres et cuisiner.",
  en: "Hello, my name is Anna and I live in London. I like to read books and to cook for my friends.",
};

describe("the language of a text", () => {
  it("is told for each that IFEval asks for", () => {
    const told = Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, languageOf(text)]));
    assert.deepEqual(told, Object.fromEntries(Object.keys(texts).map((language) => [language, language])));
  });

  it("does not depend on capitals", () => {
    assert.equal(languageOf((texts["en"] ?? "").toUpperCase()), "en");
  });

  it("cannot be told without letters", () => {
    for (const text of ["", "12345", "?!", "ok"]) assert.equal(languageOf(text), null);
  });
});
