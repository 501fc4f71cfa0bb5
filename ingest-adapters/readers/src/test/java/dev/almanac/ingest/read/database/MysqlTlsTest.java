package dev.almanac.ingest.read.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.SourceOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.SslMode;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a MySQL address says about encryption; a server to say it to cannot be had in the JVM. */
class MysqlTlsTest {

  private static MySQLConnectOptions options(String query) throws IOException {
    URI uri = URI.create("mysql+pymysql://reader:pa55word@db.lab/mlflow" + query);
    return MysqlSession.options(DatabaseAddress.of(uri, SourceOptions.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "'', PREFERRED",
    "?ssl_mode=DISABLED, DISABLED",
    "?ssl_mode=required, REQUIRED",
    "?ssl-mode=PREFERRED, PREFERRED"
  })
  void withoutVerificationAnyCertificateWillDo(String query, SslMode mode) throws IOException {
    MySQLConnectOptions options = options(query);
    assertThat(options.getSslMode()).isEqualTo(mode);
    assertThat(options.isTrustAll()).isTrue();
    assertThat(options.getHostnameVerificationAlgorithm()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "?ssl_ca=/etc/ca.pem, VERIFY_CA, ''",
    "?ssl_mode=VERIFY_CA&ssl_ca=/etc/ca.pem, VERIFY_CA, ''",
    "?ssl-mode=verify-identity&ssl-ca=/etc/ca.pem, VERIFY_IDENTITY, HTTPS"
  })
  void authoritiesAreTrustedAlone(String query, SslMode mode, String hostCheck) throws IOException {
    MySQLConnectOptions options = options(query);
    assertThat(options.getSslMode()).isEqualTo(mode);
    assertThat(options.isTrustAll()).isFalse();
    assertThat(options.getHostnameVerificationAlgorithm()).isEqualTo(hostCheck);
    assertThat(options.getTrustOptions())
        .isInstanceOfSatisfying(
            PemTrustOptions.class,
            trust -> assertThat(trust.getCertPaths()).containsExactly("/etc/ca.pem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?ssl_mode=VERIFY_CA", "?ssl_mode=VERIFY_IDENTITY"})
  void verificationNeedsAuthorities(String query) {
    assertThatThrownBy(() -> options(query))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("add ssl_ca=FILE to the URI")
        .hasMessageNotContaining("pa55word");
  }

  @Test
  void anUnknownModeIsRefused() {
    assertThatThrownBy(() -> options("?ssl_mode=SOMETIMES"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ssl_mode must be DISABLED, PREFERRED, REQUIRED")
        .hasMessageNotContaining("pa55word");
  }
}
