package dev.almanac.analyses.pooling;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which names of params mean the same, as the user declares it.
 *
 * @param names the other names of each param, by the name that results use
 */
public record ParamAliases(Map<String, List<String>> names) implements Serializable {

  /** Nothing declared: every param goes by the name it was logged under. */
  public static final ParamAliases NONE = new ParamAliases(Map.of());

  /** Copies and sorts. */
  public ParamAliases {
    TreeMap<String, List<String>> sorted = new TreeMap<>();
    names.forEach((name, others) -> sorted.put(name, others.stream().distinct().sorted().toList()));
    names = Collections.unmodifiableMap(sorted);
  }

  /** Returns the name that results use for a logged name. */
  public String canonical(String logged) {
    for (Map.Entry<String, List<String>> entry : names.entrySet()) {
      if (entry.getValue().contains(logged)) {
        return entry.getKey();
      }
    }
    return logged;
  }
}
