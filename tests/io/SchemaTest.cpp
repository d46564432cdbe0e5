// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <cmath>

#include "Folder.h"
#include "io/Shape.h"
#include "io/ShapeSchema.h"

using namespace plenum;
using namespace plenum::test;

class SchemaTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void shippedSchemasAreWhatTheReadersRead_data();
  void shippedSchemasAreWhatTheReadersRead();
  void everyUnitInAKeyIsKnown();
};

void SchemaTest::shippedSchemasAreWhatTheReadersRead_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("schema");
  QTest::newRow("site") << "site.schema.json" << QString::fromStdString(io::siteSchema());
  QTest::newRow("scenario") << "scenario.schema.json" << QString::fromStdString(io::scenarioSchema());
  QTest::newRow("plan") << "plan.schema.json" << QString::fromStdString(io::planSchema());
  QTest::newRow("story") << "story.schema.json" << QString::fromStdString(io::storySchema());
  QTest::newRow("catalog") << "catalog.schema.json" << QString::fromStdString(io::catalogSchema());
}

void SchemaTest::shippedSchemasAreWhatTheReadersRead() {
  QFETCH(QString, file);
  QFETCH(QString, schema);
  const auto path = sourceDir() / "assets/schema" / file.toStdString();
  if (qEnvironmentVariableIsSet("PLENUM_UPDATE_GOLDENS") && !isContinuousIntegration())
    QVERIFY(io::saveText(path, schema.toStdString()).empty());
  QCOMPARE(QString::fromStdString(contentOf(path)), schema);
}

// a key whose unit nobody knows would write nan and read nothing
void SchemaTest::everyUnitInAKeyIsKnown() {
  static const QRegularExpression key(QStringLiteral("\"([A-Za-z0-9]+_[A-Za-z0-9_]+)\": *\\{"));
  int keys = 0;
  for (const std::string& schema :
       {io::siteSchema(), io::scenarioSchema(), io::planSchema(), io::storySchema(), io::catalogSchema()})
    for (auto it = key.globalMatch(QString::fromStdString(schema)); it.hasNext(); ++keys) {
      const std::string name = it.next().captured(1).toStdString();
      QVERIFY2(!std::isnan(io::scaleOf(name)), name.c_str());
    }
  QVERIFY(keys > 100);
}

PLENUM_TEST(SchemaTest)
#include "SchemaTest.moc"
