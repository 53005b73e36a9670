// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Contract;

/// <summary>JSON values as a client may write them, and the text Kafka must hold for each.</summary>
public static class JsonTexts
{
    public static TheoryData<string, string> AndWhatIsStored => new()
    {
        { "\"text\"", "text" },
        { "\"\"", "" },
        { "\"null\"", "null" },
        { "\"42\"", "42" },
        { "\" \"", " " },
        { """
          "a \"quoted\" back\\slash, \/ and \b\f\n\r\t"
          """, "a \"quoted\" back\\slash, / and \b\f\n\r\t" },
        { """
          "\u00e9 \ud83d\ude80 é 🚀 \u0000 end"
          """, "é 🚀 é 🚀 \0 end" },
        { "\"\uFEFFmark\u2028\uFFFF\"", "\uFEFFmark\u2028\uFFFF" },
        { "0", "0" },
        { "-0", "-0" },
        { "-0.0", "-0.0" },
        { "1.0e+2", "1.0e+2" },
        { "1E400", "1E400" },
        { "0.1000", "0.1000" },
        { "12345678901234567890.123", "12345678901234567890.123" },
        { "true", "true" },
        { "false", "false" },
        { "[]", "[]" },
        { "{}", "{}" },
        { """[0,false,null,"",[],{}]""", """[0,false,null,"",[],{}]""" },
        { """{"z":1,"a":{"z":2.50,"a":1e5},"m":"<>&'+é\u00e9\/"}""", """{"z":1,"a":{"z":2.50,"a":1e5},"m":"<>&'+é\u00e9\/"}""" },
        { """{"same":1,"same":"\ud800"}""", """{"same":1,"same":"\ud800"}""" },
    };
}
