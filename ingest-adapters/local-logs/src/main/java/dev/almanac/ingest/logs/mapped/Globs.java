package dev.almanac.ingest.logs.mapped;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Globs and templates of paths with {@code /}. {@code *} and {@code ?} stay within a part, {@code
 * **} does not; {@code **}{@code /x} also means {@code x} itself. Pure.
 */
final class Globs {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");

  private Globs() {}

  /** Returns the expression that a glob means. */
  static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      if (glob.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 3;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else {
        char each = glob.charAt(at++);
        regex.append(
            switch (each) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(each));
            });
      }
    }
    return Pattern.compile(regex.toString());
  }

  /**
   * Returns the parts of a path that a template names.
   *
   * @return the parts by name, none if the path is not like the template
   */
  static Map<String, String> parts(String template, String path) {
    List<String> names = new ArrayList<>();
    StringBuilder regex = new StringBuilder("(?:.*/)?");
    Matcher place = PLACE.matcher(template);
    int from = 0;
    while (place.find()) {
      regex.append(Pattern.quote(template.substring(from, place.start()))).append("([^/]+?)");
      names.add(place.group(1));
      from = place.end();
    }
    regex.append(Pattern.quote(template.substring(from)));
    Matcher matcher = Pattern.compile(regex.toString()).matcher(path);
    Map<String, String> parts = new LinkedHashMap<>();
    if (matcher.matches()) {
      for (int i = 0; i < names.size(); i++) {
        parts.put(names.get(i), matcher.group(i + 1));
      }
    }
    return parts;
  }

  /** Fills a template's places; unknown ones stay. */
  static String filled(String template, Map<String, String> parts) {
    Matcher place = PLACE.matcher(template);
    StringBuilder text = new StringBuilder();
    while (place.find()) {
      String part = parts.getOrDefault(place.group(1), place.group());
      place.appendReplacement(text, Matcher.quoteReplacement(part));
    }
    place.appendTail(text);
    return text.toString();
  }
}
