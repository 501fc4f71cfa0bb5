package dev.almanac.ingest.read.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.SourceOptions;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  private static DatabaseAddress of(String uri) throws IOException {
    return DatabaseAddress.of(URI.create(uri), SourceOptions.NONE);
  }

  @Test
  void urlsOfSqlalchemyAreUnderstood() throws IOException {
    DatabaseAddress address =
        of("postgresql+psycopg2://al:p%40ss%2Fw+1@db.lab:6432/ml%20flow?sslmode=require&x=1");
    assertThat(address.engine()).isEqualTo(DatabaseAddress.Engine.POSTGRESQL);
    assertThat(address.host()).isEqualTo("db.lab");
    assertThat(address.port()).isEqualTo(6432);
    assertThat(address.database()).isEqualTo("ml flow");
    assertThat(address.user()).isEqualTo("al");
    assertThat(address.password()).isEqualTo(Secret.of("p@ss/w+1"));
    assertThat(address.location())
        .isEqualTo(URI.create("postgresql://db.lab:6432/ml%20flow?sslmode=require"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u@h/d",
        "mysql+pymysql://u@h/d",
        "mariadb://u@h/d",
        "mariadb+mysqldb://u@h/d"
      })
  void mysqlHasManyNames(String uri) throws IOException {
    assertThat(of(uri).engine()).isEqualTo(DatabaseAddress.Engine.MYSQL);
    assertThat(of(uri).location()).isEqualTo(URI.create("mysql://h:3306/d"));
  }

  @Test
  void anIpv6HostKeepsItsBrackets() throws IOException {
    assertThat(of("postgresql://u@[::1]/d").location())
        .isEqualTo(URI.create("postgresql://[::1]:5432/d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql:///d",
        "mysql://u:secret@/d?unix_socket=/x",
        "mysql://u:secret@host",
        "mysql://u:secret@h_1/"
      })
  void aUriWithoutHostOrDatabaseIsRefusedWithoutItsPassword(String uri) {
    assertThatThrownBy(() -> of(uri))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names no host and database")
        .hasMessageNotContaining("secret");
  }

  @Test
  void userAndPasswordOfAUriMoveIntoTheOptions() {
    SourceOptions moved =
        DatabaseAddress.withUserOf(URI.create("mysql://u:p%3A1@h/d"), SourceOptions.NONE);
    assertThat(moved.text("user")).isEqualTo("u");
    assertThat(moved.text("password")).isEqualTo("p:1");
    SourceOptions said = SourceOptions.NONE.with("password", "${env:SECRET}");
    assertThat(DatabaseAddress.withUserOf(URI.create("mysql://u:p@h/d"), said).text("password"))
        .isEqualTo("${env:SECRET}");
  }

  @Test
  void anAddressDoesNotShowWhoAsks() throws IOException {
    assertThat(of("mysql://visible:hidden@h/d").toString()).isEqualTo("MySQL database d at h:3306");
  }

  @Test
  void aServerThatIsNotThereIsSaidWithoutPassword() {
    for (String scheme : new String[] {"postgresql", "mysql"}) {
      assertThatThrownBy(() -> DatabaseSession.open(of(scheme + "://u:hidden-1@127.0.0.1:1/d")))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot connect to the ")
          .hasMessageContaining("d at 127.0.0.1:1")
          .hasMessageNotContaining("hidden-1");
    }
  }
}
