@echo off
rem Runs the Maven that this project brings along (.mvn\wrapper); see mvnw for the how and why.
setlocal
set "NAME=apache-maven-3.9.16"
set "DISTS=%USERPROFILE%\.m2\wrapper\dists"
if not exist "%DISTS%\%NAME%\bin\mvn.cmd" (
  if not exist "%DISTS%" mkdir "%DISTS%"
  pushd "%DISTS%"
  if defined JAVA_HOME ("%JAVA_HOME%\bin\jar" xf "%~dp0.mvn\wrapper\%NAME%-bin.zip") else (jar xf "%~dp0.mvn\wrapper\%NAME%-bin.zip")
  popd
)
"%DISTS%\%NAME%\bin\mvn.cmd" %*
