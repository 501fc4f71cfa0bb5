package dev.almanac.reports.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes charts as JSON that may stand in a script element. */
public final class ChartJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ChartJson() {}

  /**
   * Returns the option and the height in pixels as JSON without any character that could end a
   * script element or a line of JavaScript.
   */
  public static String of(Chart chart) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("height", EChartsOption.height(chart));
    json.put("kind", chart.getClass().getSimpleName());
    json.put("title", chart.frame().title());
    json.put("description", chart.frame().description());
    json.put("xLabel", chart.frame().x().label());
    json.put("yLabel", chart.frame().y().label());
    json.set("option", EChartsOption.of(chart));
    try {
      return inScript(MAPPER.writeValueAsString(json));
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("A tree of plain nodes is always writable", exception);
    }
  }

  /** Escapes what HTML and JavaScript would read in JSON otherwise than JSON does. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
