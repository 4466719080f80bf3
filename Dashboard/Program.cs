using Dashboard;

await using var app = DashboardApp.Create(args);
return await app.RunAsync();
