package dev.almanac.reports.delivery.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.almanac.reports.delivery.message.Part.Column;
import dev.almanac.reports.delivery.message.Part.Tone;
import java.util.List;

/** Messages for tests. */
public final class MessageFixture {

  /** A chart as pages have it. */
  public static final String CHART =
      """
      {"height":240,"kind":"Lines","title":"digits","description":"Best so far.","xLabel":"",
      "yLabel":"accuracy","option":{"animation":false,"grid":{"left":4},"tooltip":{},
      "legend":{"type":"scroll"},"xAxis":{"type":"time"},"yAxis":{"type":"value"},
      "series":[{"type":"line","name":"a","color":"@s1","data":[[1000,0.5],[2000,0.7]]},
      {"type":"line","name":"b","color":"@s2","data":[[1000,0.4],[2000,0.8]]}]}}
      """;

  /** Names that somebody might give a run to do harm. */
  public static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "'; DROP TABLE runs; --",
          "x\r\nBcc: victim@example.org",
          "x\nContent-Type: text/html\n\n<b>y</b>",
          "x\u2028Bcc: victim@example.org",
          "=?utf-8?Q?=0D=0ABcc:_victim@example.org?=",
          "=cmd|' /C calc'!A0",
          "<!channel> <@U012AB3CD> @here",
          "<https://evil.example|click>",
          "[click](https://evil.example)",
          "![x](https://evil.example/p.png)",
          "https://evil.example/x",
          "www.evil.example",
          "@everyone",
          "`rm -rf` ``` ~~~",
          "| a | b |\n| --- |",
          "# heading",
          "1. list",
          "-->",
          "]]>",
          "</td></tr></table>",
          "\u001b[31mred\u001b]0;title\u0007",
          "\u202egnp.exe",
          "a\u0000b",
          "\ud800half",
          "javascript:alert(1)",
          "{{constructor.constructor('alert(1)')()}} ${7*7} #{7*7} <#assign x=1>",
          "&lt;b&gt; &amp;",
          "ẞ\u0301\u0302\u0303 日本語 🚀",
          "x".repeat(5000));

  private MessageFixture() {}

  /** A message with every kind of part, all of one text. */
  public static Message of(String key, String text) {
    return new Message(
        key,
        List.of("weekly", "weekly/2026-W11/r1"),
        Message.Kind.REPORT,
        "Weekly: " + text,
        "Weekly " + text,
        text,
        List.of(
            new Part.Item(text, text, text, Tone.WARNING),
            new Part.Heading(text),
            new Part.Text(text, Tone.PLAIN),
            new Part.Text(text, Tone.DIM),
            new Part.Table(
                List.of(
                    new Column(text, Column.Kind.WORDS), new Column("runs", Column.Kind.NUMBERS)),
                List.of(List.of(text, "3"), List.of("digits", text)),
                7)),
        "https://reports.example.org/weekly/2026-W12/r1/index.html",
        JsonNodeFactory.instance.objectNode().put("headline", text),
        null);
  }

  /** The same with a picture. */
  public static Message withPicture(String key, String spec) {
    Message plain = of(key, "plain");
    return new Message(
        key,
        plain.earlier(),
        plain.kind(),
        plain.subject(),
        plain.title(),
        plain.subtitle(),
        List.of(new Part.Picture("digits", "Best so far.", spec)),
        plain.link(),
        plain.data(),
        null);
  }
}
